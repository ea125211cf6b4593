"""The first page: drawn from the records before the screens are loaded, which takes three times as long."""
