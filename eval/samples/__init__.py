"""Sample disclosures of bodies that do not exist, the script that writes them, and what is true of them."""
