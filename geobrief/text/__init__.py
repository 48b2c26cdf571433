"""What the words of a text are, for every stage that reads one: English's closed classes, tokens, sentences, an article's analysis."""
