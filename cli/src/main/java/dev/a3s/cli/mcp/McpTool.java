package dev.a3s.cli.mcp;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.a3s.cli.terminal.Console;
import dev.a3s.config.NearName;
import dev.a3s.json.JsonValue;
import dev.a3s.json.JsonValue.Flag;
import dev.a3s.json.JsonValue.Items;
import dev.a3s.json.JsonValue.Members;

/**
 * A command as an assistant calls it. Its arguments are made into words of a command line, so that the tool does and
 * prints what the command does.
 *
 * @param name       of the tool
 * @param about      what it does and when it helps, for a reader who knows nothing of a3s
 * @param effect     what it may change
 * @param words      the command's name and the options that are always there
 * @param tolerated  the highest exit code with which it has still answered what was asked
 * @param nothing    what an empty answer means
 */
record McpTool(String name, String about, Effect effect, List<String> words,
        List<ToolParameter> parameters, int tolerated, String nothing) {

    /** The longest answer; an assistant has no use for more. */
    private static final int MOST_BYTES = 256 << 10;

    /** What a call can change, so that an assistant knows when to ask its user. */
    enum Effect {
        NONE, STARTS, STOPS
    }

    /** The tool as {@code tools/list} describes it. */
    Members described() {
        var properties = Members.NONE;
        for (var parameter : parameters) {
            properties = properties.with(parameter.name(), parameter.schema());
        }
        var schema = Members.NONE.with("type", "object").with("properties", properties)
                .with("required", Items.ofTexts(parameters.stream().filter(ToolParameter::required)
                        .map(ToolParameter::name).toList()))
                .with("additionalProperties", new Flag(false));
        var hints = Members.NONE.with("readOnlyHint", new Flag(effect == Effect.NONE))
                .with("destructiveHint", new Flag(effect == Effect.STOPS))
                .with("openWorldHint", new Flag(false));
        return Members.NONE.with("name", name).with("description", about).with("inputSchema", schema)
                .with("annotations", hints);
    }

    /**
     * The options and the operands that {@code arguments} are; an argument that is null counts as left out.
     *
     * @throws RpcError.Refusal if one is unknown, missing or wrong
     */
    Map<ToolParameter, List<String>> read(Members arguments) {
        var known = parameters.stream().map(ToolParameter::name).toList();
        for (var written : arguments.values().keySet()) {
            if (!known.contains(written)) {
                throw RpcError.params("unknown argument of " + name + ": '" + written + "'" + NearName.question(written,
                        known, known.isEmpty() ? "; it takes none" : "; it takes " + String.join(", ", known)));
            }
        }
        var read = new LinkedHashMap<ToolParameter, List<String>>();
        for (var parameter : parameters) {
            var value = arguments.get(parameter.name()).filter(given -> !(given instanceof JsonValue.Nothing));
            if (value.isPresent()) {
                read.put(parameter, parameter.words(value.get(), name));
            } else if (parameter.required()) {
                throw RpcError.params(ToolParameter.place(parameter.name(), name) + " is missing");
            } else if (parameter instanceof ToolParameter.Count count) {
                read.put(parameter, count.usualWords());
            }
        }
        return read;
    }

    /** Runs the command for a project; returns what it printed and whether it failed. */
    Members call(Commands commands, Path file, Map<ToolParameter, List<String>> arguments) {
        var options = new ArrayList<>(words);
        options.add("--file=" + file);
        var operands = new ArrayList<String>();
        arguments.forEach((parameter, given) -> (parameter.isOperand() ? operands : options).addAll(given));
        var said = new LastBytes(MOST_BYTES);
        int exit = commands.run(Console.recording(said), options, operands);
        var text = said.text().stripTrailing();
        var cut = said.isCut() ? "(The beginning of this is left out, being too long; ask for less of it.)\n" : "";
        return result(text.isEmpty() || text.equals("null") ? nothing : cut + text, exit > tolerated);
    }

    /** What {@code tools/call} answers. */
    static Members result(String text, boolean failed) {
        return Members.NONE.with("content", new Items(List.of(Members.NONE.with("type", "text").with("text", text))))
                .with("isError", new Flag(failed));
    }
}
