"""Speed and quality on seeded data; each module prints its table and keeps it under results/."""
