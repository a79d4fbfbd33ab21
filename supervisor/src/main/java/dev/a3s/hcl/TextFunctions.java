package dev.a3s.hcl;

import java.util.Map;
import java.util.TreeMap;

import dev.a3s.hcl.Functions.Signature;

/** Functions over text. */
final class TextFunctions {
    static final Map<String, Signature> ALL = new TreeMap<>();
    static {
        ALL.put("trimspace", new Signature(1, 1, args -> Value.of(args.text(0).strip())));
    }

    private TextFunctions() {}
}
