"""The torture of synchronising: real laptops, a real server, a bad network, and a ledger of what people were told."""
