package dev.a3s.hcl;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.a3s.regex.Regex;
import dev.a3s.regex.UnusableRegex;

/** Regular expressions, in RE2's syntax as Terraform has them. A search pays for every step that it may take. */
final class PatternFunctions {

    static final Map<String, Signature> ALL = new TreeMap<>();
    static {
        ALL.put("regex", new Signature(2, 2, PatternFunctions::regex));
        ALL.put("regexall", new Signature(2, 2, PatternFunctions::regexall));
    }

    private PatternFunctions() {}

    private static Regex.Search search(Arguments args) {
        try {
            var regex = Regex.of(args.text(0));
            var text = args.text(1);
            args.spend((long) Math.min(text.length(), Regex.PIECE) * regex.size());
            return regex.search(text, () -> args.spend((long) Regex.PIECE * regex.size()));
        } catch (UnusableRegex unusable) {
            throw new WrongArgument(0, args.value(0).shown() + " is " + unusable.getMessage(), unusable.help());
        }
    }

    private static Value regex(Arguments args) {
        var search = search(args);
        if (!search.next()) {
            throw new WrongArgument(1, args.value(1).shown() + " does not match " + args.value(0).shown(), "");
        }
        return match(search);
    }

    private static Value regexall(Arguments args) {
        var search = search(args);
        List<Value> matches = new ArrayList<>();
        while (search.next()) {
            args.spendOnNew(1 + search.groups());
            matches.add(match(search));
        }
        return new Value.Sequence(matches);
    }

    /** The whole match, or the groups in a list, or by their names. */
    private static Value match(Regex.Search match) {
        if (match.groups() == 0) {
            return Value.of(match.group(0).orElseThrow());
        }
        var names = match.names();
        if (!names.isEmpty()) {
            Map<String, Value> groups = new TreeMap<>();
            names.forEach(name -> groups.put(name, match.group(name).map(Value::of).orElse(Value.nothing())));
            return new Value.Mapping(groups);
        }
        List<Value> groups = new ArrayList<>();
        for (int i = 1; i <= match.groups(); i++) {
            groups.add(match.group(i).map(Value::of).orElse(Value.nothing()));
        }
        return new Value.Sequence(groups);
    }
}
