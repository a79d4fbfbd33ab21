package dev.a3s.cli.mcp;

import java.util.ArrayList;
import java.util.List;

import dev.a3s.json.JsonValue;
import dev.a3s.json.JsonValue.Members;
import dev.a3s.json.JsonValue.Numeral;

/** A parameter of a tool: its JSON schema, and the words on the command line that a value is made into. */
sealed interface ToolParameter {
    String name();

    boolean required();

    /** The values that it takes (JSON Schema 2020-12). */
    Members schema();

    /**
     * What the command is given for a value.
     *
     * @param tool whose argument it is, for a message
     * @throws RpcError.Refusal if it is none that the schema allows
     */
    List<String> words(JsonValue value, String tool);

    /** Whether its words are the command's operands, and no option. */
    default boolean isOperand() {
        return switch (this) {
            case Service _, Services _ -> true;
            case Line _, Count _ -> false;
        };
    }

    /** The name of one service or task. */
    record Service(String name, boolean required, String about) implements ToolParameter {
        @Override
        public Members schema() {
            return described("string", about);
        }

        @Override
        public List<String> words(JsonValue value, String tool) {
            return List.of(text(value, place(name, tool), "a service's name"));
        }
    }

    /** The names of services and tasks; where they are required, at least one. */
    record Services(String name, boolean required, String about) implements ToolParameter {
        @Override
        public Members schema() {
            var array = described("array", about).with("items", Members.NONE.with("type", "string"));
            return required ? array.with("minItems", Numeral.of(1)) : array;
        }

        @Override
        public List<String> words(JsonValue value, String tool) {
            if (!(value instanceof JsonValue.Items(var values)) || (required && values.isEmpty())) {
                throw wrong(place(name, tool), "an array of services' names" + (required ? ", at least one" : ""),
                        value);
            }
            var names = new ArrayList<String>();
            for (var each : values) {
                names.add(text(each, place(name + "[" + names.size() + "]", tool), "a service's name"));
            }
            return names;
        }
    }

    /** A text for an option. */
    record Line(String name, String option, String about) implements ToolParameter {
        @Override
        public boolean required() {
            return false;
        }

        @Override
        public Members schema() {
            return described("string", about);
        }

        @Override
        public List<String> words(JsonValue value, String tool) {
            return List.of(option + "=" + text(value, place(name, tool), "a string"));
        }
    }

    /** A whole number from 1 on for an option. */
    record Count(String name, String option, int usual, int most, String about) implements ToolParameter {
        @Override
        public boolean required() {
            return false;
        }

        @Override
        public Members schema() {
            return described("integer", about).with("minimum", Numeral.of(1)).with("maximum", Numeral.of(most))
                    .with("default", Numeral.of(usual));
        }

        @Override
        public List<String> words(JsonValue value, String tool) {
            int count = value instanceof Numeral number ? number.whole().orElse(0) : 0;
            if (count < 1 || count > most) {
                throw wrong(place(name, tool), "a whole number from 1 to " + most, value);
            }
            return word(count);
        }

        /** The words for the default. */
        List<String> usualWords() {
            return word(usual);
        }

        private List<String> word(int count) {
            return List.of(option + "=" + count);
        }
    }

    /** Where a value stands: {@code "lines" of logs}. */
    static String place(String name, String tool) {
        return "\"" + name + "\" of " + tool;
    }

    private static Members described(String type, String about) {
        return Members.NONE.with("type", type).with("description", about);
    }

    private static String text(JsonValue value, String where, String what) {
        if (value instanceof JsonValue.Text(var text)) {
            return text;
        }
        throw wrong(where, what, value);
    }

    private static RpcError.Refusal wrong(String where, String what, JsonValue value) {
        return RpcError.params(where + " takes " + what + ", not " + RpcError.shown(value));
    }
}
