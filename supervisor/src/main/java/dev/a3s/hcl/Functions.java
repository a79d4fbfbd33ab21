package dev.a3s.hcl;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The functions that expressions may call. */
public final class Functions {

    private static final String ENV = "env";
    private static final Signature ENV_SIGNATURE = new Signature(1, 2, Functions::env);

    /** A class of its own, so that a file that calls nothing but {@code env} loads no other function. */
    private static final class Library {
        static final Map<String, Signature> ALL = new TreeMap<>();
        static {
            ALL.put(ENV, ENV_SIGNATURE);
            ALL.putAll(TextFunctions.ALL);
            ALL.putAll(CollectionFunctions.ALL);
            ALL.putAll(PatternFunctions.ALL);
            ALL.putAll(Hcl4jFunctions.ALL);
        }
    }

    private final EvaluationContext context;
    private final Budget budget;

    Functions(EvaluationContext context, Budget budget) {
        this.context = context;
        this.budget = budget;
    }

    /** The names of all functions, in alphabetical order. */
    public static Set<String> names() {
        return Library.ALL.keySet();
    }

    /** Whether there is a function of this name. */
    public static boolean isKnown(String name) {
        return find(name) != null;
    }

    private static Signature find(String name) {
        return name.equals(ENV) ? ENV_SIGNATURE : Library.ALL.get(name);
    }

    /** What is wrong with the number of arguments of a call, in words; empty if nothing is. */
    public static String arityFault(String name, int count) {
        var signature = find(name);
        if (count >= signature.least() && count <= signature.most()) {
            return "";
        }
        var wanted = signature.least() == signature.most() ? "" + signature.least()
                : signature.most() == Integer.MAX_VALUE ? "at least " + signature.least()
                        : signature.least() + " to " + signature.most();
        return name + " takes " + wanted + " argument" + (wanted.equals("1") ? "" : "s") + ", not " + count;
    }

    Value call(String name, List<Value> arguments) {
        var signature = find(name);
        if (signature == null) {
            throw new WrongArgument(-1, "unknown function `" + name + "`", "");
        }
        var fault = arityFault(name, arguments.size());
        if (!fault.isEmpty()) {
            throw new WrongArgument(-1, fault, "");
        }
        budget.spendOnNew(1);
        arguments.forEach(budget::spendOn);
        return signature.body().apply(new Arguments(arguments, context, budget));
    }

    private static Value env(Arguments arguments) {
        var name = arguments.text(0);
        return arguments.context().environment(name).map(Value::of).orElseGet(() -> {
            if (arguments.count() < 2) {
                throw new WrongArgument(0, "the environment variable " + name + " is not set",
                        "set it, or write env(\"" + name + "\", \"default\")");
            }
            return arguments.value(1);
        });
    }
}
