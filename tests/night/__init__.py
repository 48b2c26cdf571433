"""What takes a night: fuzzers and kills, for as long as one likes. ``python -m tests.night --minutes 60`` prints the table."""
