"""The record keeper: files and records, snapshot, index, query, views, git. Never prints, prompts or draws."""
