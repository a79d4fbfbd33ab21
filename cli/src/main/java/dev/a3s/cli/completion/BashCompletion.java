package dev.a3s.cli.completion;

import java.util.stream.Collectors;

import dev.a3s.cli.completion.Grammar.Operand;
import dev.a3s.cli.completion.Grammar.Verb;

/**
 * Completion for bash 3.2 (which macOS has) and newer. Services come from the nearest A3sfile, which the shell reads
 * itself: to start a JVM for each key would be felt.
 */
public final class BashCompletion {
    /** Functions that the scripts for bash and zsh share. */
    static final String NAMES = """
            _a3s_service_names() {
              local dir=$PWD
              while [ ! -f "$dir/A3sfile.hcl" ]; do
                [ -n "$dir" ] || return 0
                dir=${dir%/*}
              done
              sed -n -e 's/^[[:blank:]]*service[[:blank:]]*"\\([a-z0-9-]*\\)".*/\\1/p' \\
                -e 's/^[[:blank:]]*task[[:blank:]]*"\\([a-z0-9-]*\\)".*/\\1/p' "$dir/A3sfile.hcl" 2>/dev/null
            }
            _a3s_session_names() {
              find "${A3S_HOME:-$HOME/.a3s}/sessions" -name state.json 2>/dev/null | sed 's,/state.json$,,; s,.*/,,'
            }
            """;

    private BashCompletion() {}

    /** The script, for {@code source}. */
    public static String of(Grammar grammar) {
        return """
                # bash completion for a3s, made by: a3s completion bash
                %s
                _a3s() {
                  local cur=${COMP_WORDS[COMP_CWORD]} prev= command= inner= options= values= arguments= words= i
                  [ "$COMP_CWORD" -gt 0 ] && prev=${COMP_WORDS[COMP_CWORD-1]}
                  # --name=value comes as three words
                  if [ "$cur" = "=" ]; then
                    cur=
                  elif [ "$prev" = "=" ] && [ "$COMP_CWORD" -gt 2 ]; then
                    prev=${COMP_WORDS[COMP_CWORD-2]}
                  fi
                  for ((i = 1; i < COMP_CWORD; i++)); do
                    case ${COMP_WORDS[i]} in
                      --) # what follows is another program's
                        COMPREPLY=($(compgen -f -- "$cur"))
                        return ;;
                      -*|=) ;;
                      *)
                        if [ -z "$command" ]; then
                          command=${COMP_WORDS[i]}
                        elif [ -z "$inner" ]; then
                          inner=${COMP_WORDS[i]}
                        fi ;;
                    esac
                  done
                  case $command in
                %s    *) return ;;
                  esac
                  case $values in
                    text) return ;;
                    "") ;;
                    *) arguments=$values options= ;;
                  esac
                  case $cur in
                    -*) words=$options ;;
                    *)
                      case $arguments in
                        services) words=$(_a3s_service_names) ;;
                        services,) # a list
                          words=$(_a3s_service_names)
                          case $cur in
                            *,*)
                              COMPREPLY=($(compgen -P "${cur%%,*}," -W "$words" -- "${cur##*,}"))
                              return ;;
                          esac ;;
                        both) words="$(_a3s_service_names) $(_a3s_session_names)" ;;
                        sessions) words=$(_a3s_session_names) ;;
                        files)
                          COMPREPLY=($(compgen -f -- "$cur"))
                          return ;;
                        commands)
                          COMPREPLY=($(compgen -c -- "$cur"))
                          return ;;
                        *) words=$arguments ;;
                      esac ;;
                  esac
                  COMPREPLY=($(compgen -W "$words" -- "$cur"))
                }
                complete -F _a3s a3s
                """.formatted(NAMES.strip(), cases(grammar));
    }

    private static String cases(Grammar grammar) {
        var text = new StringBuilder();
        text.append("    \"\")\n      arguments=\"").append(grammar.first().stream().map(verb -> verb.path().getLast())
                .collect(Collectors.joining(" "))).append("\"\n      options=\"").append(options(grammar.root()))
                .append("\" ;;\n");
        for (var verb : grammar.first()) {
            text.append("    ").append(String.join("|", verb.names())).append(")\n");
            if (verb.inner().isEmpty()) {
                body(verb, "      ", text);
            } else {
                text.append("      case $inner in\n");
                for (var inner : grammar.inside(verb)) {
                    text.append("        ").append(inner.path().getLast()).append(")\n");
                    body(inner, "          ", text);
                }
                text.append("        \"\")\n          arguments=\"").append(Grammar.joined(verb.inner()))
                        .append("\"\n          options=\"").append(options(verb))
                        .append("\" ;;\n        *) return ;;\n")
                        .append("      esac ;;\n");
            }
        }
        return text.toString();
    }

    private static void body(Verb verb, String indent, StringBuilder text) {
        text.append(indent).append("options=\"").append(options(verb)).append("\" arguments=\"")
                .append(source(verb.operand(), false)).append("\"\n").append(indent).append("case $prev in\n");
        for (var flag : verb.flags()) {
            if (flag.takesValue()) {
                text.append(indent).append("  ").append(String.join("|", flag.names())).append(") values=\"")
                        .append(source(flag.value(), flag.many())).append("\" ;;\n");
            }
        }
        text.append(indent).append("esac ;;\n");
    }

    private static String options(Verb verb) {
        return verb.flags().stream().flatMap(flag -> flag.names().stream()).collect(Collectors.joining(" "));
    }

    private static String source(Operand operand, boolean many) {
        return switch (operand.kind()) {
            case NOTHING -> "";
            case TEXT -> "text";
            case WORD -> Grammar.joined(operand.words());
            case SERVICE -> many ? "services," : "services";
            case SERVICE_OR_SESSION -> "both";
            case SESSION -> "sessions";
            case FILE -> "files";
            case COMMAND -> "commands";
        };
    }
}
