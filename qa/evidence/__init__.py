"""What the disclosures print, made ready to be asked: entries of tables, claims of sentences."""
