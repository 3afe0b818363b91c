"""From text to values: YAML with line marks, checked whole, every problem gathered; finds and caches the data."""
