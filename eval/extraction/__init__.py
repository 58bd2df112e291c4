"""How many of the printed cells of a disclosure are read right, by this project and by general table extractors."""
