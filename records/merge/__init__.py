"""Three-way merging of records, field by field."""
