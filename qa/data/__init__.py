"""What the answering layer knows as data, and the one door to it."""
