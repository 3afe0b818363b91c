"""The engine: completes a case, evaluates conditions, and concludes."""
