"""The sample book: fictional clients with a story each."""
