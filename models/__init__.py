"""Everything that is fitted: the scripts, their data as offsets, and what they were fitted on."""
