"""Reports whose every number is known, written in the ways in which offices write them."""
