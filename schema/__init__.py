"""What a record is: field kinds, record types, validation, Problems. No I/O on records, no git."""
