"""The REST API as every application declares it: operations with a policy, refusals in JSON, one description."""
