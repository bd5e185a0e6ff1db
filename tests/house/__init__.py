"""The house itself: its floors, its doors, and what may not pass them."""
