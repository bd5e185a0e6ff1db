"""The only room that speaks SQL: tables, migrations, and what happens to courses, people, submissions and jobs.

Functions here take a session and never commit: the step that calls them decides what belongs together.
"""
