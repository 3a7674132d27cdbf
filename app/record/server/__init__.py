"""The record of a whole agency, on a PostgreSQL server that itself enforces who may do what."""
