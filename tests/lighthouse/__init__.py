"""How fast, accessible and well made Lighthouse finds the pages that most people open."""
