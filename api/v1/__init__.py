"""The API's first version: one file per noun."""
