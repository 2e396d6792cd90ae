"""Démarche: a crisis desk that reads reports into a cited record and a brief."""
