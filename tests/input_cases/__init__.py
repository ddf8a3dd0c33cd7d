"""What comes in and what must come out: one table, a module a subject, read by ``test_input_cases.py``."""
