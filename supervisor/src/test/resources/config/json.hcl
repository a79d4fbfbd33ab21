{ "service": { "a": { "cmd": "a" } } }
