"""What happened to the book: two moments compared by record and field, moments found, and the past brought back."""
