# Words of notices to people.
