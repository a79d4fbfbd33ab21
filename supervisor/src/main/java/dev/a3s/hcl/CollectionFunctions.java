package dev.a3s.hcl;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.a3s.hcl.Functions.Signature;

/** Functions over lists and maps. */
final class CollectionFunctions {
    static final Map<String, Signature> ALL = new TreeMap<>();
    static {
        ALL.put("concat", new Signature(1, Integer.MAX_VALUE, CollectionFunctions::concat));
    }

    private CollectionFunctions() {}

    private static Value concat(Arguments args) {
        List<Value> all = new ArrayList<>();
        for (int i = 0; i < args.count(); i++)
            all.addAll(args.list(i));
        return new Value.Sequence(all);
    }
}
