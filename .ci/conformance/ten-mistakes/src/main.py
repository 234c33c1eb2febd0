"""Never runs: the spec beside it is wrong."""
