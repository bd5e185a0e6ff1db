"""A small LMS, for integrators to try and for storms: it knows nothing of the service but what is on the wire."""
