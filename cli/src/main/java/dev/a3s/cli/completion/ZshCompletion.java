package dev.a3s.cli.completion;

import java.util.List;
import java.util.stream.Collectors;

import dev.a3s.cli.completion.Grammar.Operand;
import dev.a3s.cli.completion.Grammar.Verb;

/** Completion for zsh, with what each word is for. */
public final class ZshCompletion {
    private ZshCompletion() {}

    /** The script, for {@code source} or a directory in {@code fpath}. */
    public static String of(Grammar grammar) {
        return """
                #compdef a3s
                # zsh completion for a3s, made by: a3s completion zsh
                %s
                _a3s_services() {
                  local -a names
                  names=(${(f)"$(_a3s_service_names)"})
                  compadd -a names
                }
                _a3s_service_list() {
                  local -a names
                  names=(${(f)"$(_a3s_service_names)"})
                  _values -s , service $names
                }
                _a3s_sessions() {
                  local -a names
                  names=(${(f)"$(_a3s_session_names)"})
                  compadd -a names
                }
                _a3s_both() {
                  _a3s_services
                  _a3s_sessions
                }
                _a3s() {
                  local curcontext=$curcontext state line
                  local -a words_here
                  _arguments -C%s '1:command:->command' '*::argument:->rest' && return
                  case $state in
                    command)
                      words_here=(%s)
                      _describe -t commands 'a3s command' words_here ;;
                    rest)
                      case $words[1] in
                %s      esac ;;
                  esac
                }
                if [ "$funcstack[1]" = _a3s ]; then
                  _a3s "$@"
                else
                  compdef _a3s a3s
                fi
                """.formatted(BashCompletion.NAMES.strip(), options(grammar.root()),
                described(grammar.first()), cases(grammar));
    }

    private static String described(List<Verb> verbs) {
        return verbs.stream()
                .map(verb -> "'" + verb.path().getLast() + ":" + plain(verb.summary()) + "'")
                .collect(Collectors.joining(" "));
    }

    private static String cases(Grammar grammar) {
        var text = new StringBuilder();
        for (var verb : grammar.first()) {
            text.append("        ").append(String.join("|", verb.names())).append(")\n");
            if (verb.inner().isEmpty()) {
                text.append("          ").append(arguments(verb)).append(" ;;\n");
                continue;
            }
            var inner = grammar.inside(verb);
            text.append("          if (( CURRENT == 2 )); then\n            words_here=(").append(described(inner))
                    .append(")\n            _describe -t commands '").append(verb.path().getFirst())
                    .append("""
                             command' words_here
                                      else
                                        shift words
                                        (( CURRENT-- ))
                                        case $words[1] in
                            """);
            for (var each : inner) {
                text.append("              ").append(each.path().getLast()).append(") ").append(arguments(each))
                        .append(" ;;\n");
            }
            text.append("            esac\n          fi ;;\n");
        }
        return text.toString();
    }

    private static String arguments(Verb verb) {
        var operand = switch (verb.operand().kind()) {
            case NOTHING -> "";
            case COMMAND -> " '*::command:_normal'";
            case WORD -> " '1:word:" + action(verb.operand(), false) + "'";
            case TEXT -> " '1:value: '";
            case SERVICE, SERVICE_OR_SESSION, SESSION, FILE ->
                " '*:" + (verb.operand().kind() == Grammar.Kind.FILE ? "file" : "service") + ":"
                        + action(verb.operand(), false) + "'";
        };
        return "_arguments" + options(verb) + operand;
    }

    private static String options(Verb verb) {
        var text = new StringBuilder();
        for (var flag : verb.flags()) {
            for (var name : flag.names()) {
                var exclusive = flag.names().size() > 1 ? "(" + Grammar.joined(flag.names()) + ")" : "";
                text.append(" '").append(exclusive).append(name)
                        .append(flag.takesValue() ? name.startsWith("--") ? "=" : "+" : "").append('[')
                        .append(plain(flag.summary())).append(']');
                if (flag.takesValue()) {
                    text.append(':').append(plain(flag.label())).append(':').append(action(flag.value(), flag.many()));
                }
                text.append('\'');
            }
        }
        return text.toString();
    }

    private static String action(Operand operand, boolean many) {
        return switch (operand.kind()) {
            case NOTHING, TEXT -> " ";
            case WORD -> "(" + Grammar.joined(operand.words()) + ")";
            case SERVICE -> many ? "_a3s_service_list" : "_a3s_services";
            case SERVICE_OR_SESSION -> "_a3s_both";
            case SESSION -> "_a3s_sessions";
            case FILE -> "_files";
            case COMMAND -> "_command_names -e";
        };
    }

    /** {@code text} without the characters that zsh's completion functions interpret. */
    private static String plain(String text) {
        return text.replace("'", "’").replace("[", "(").replace("]", ")").replace(":", " -").replace("\\", "");
    }
}
