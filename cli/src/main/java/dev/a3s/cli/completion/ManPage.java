package dev.a3s.cli.completion;

import dev.a3s.cli.completion.Grammar.Verb;

/** The manual page a3s(1), in man(7)'s macros. */
public final class ManPage {
    private ManPage() {}

    /** The page, in roff. */
    public static String of(Grammar grammar) {
        var text = new StringBuilder("""
                .TH A3S 1
                .SH NAME
                a3s \\- run all services of a project, each at its own localhost name
                .SH SYNOPSIS
                .B a3s
                .I command
                .RI [ options ]
                .SH DESCRIPTION
                .B a3s up
                starts every service that the nearest
                .I A3sfile.hcl
                describes, in dependency order, keeps them running, restarts them when their files change, and serves each at
                .IR http://SERVICE.localhost:7080 .
                .B a3s down
                stops them and leaves nothing behind.
                .SH COMMANDS
                Each explains itself with
                .BR \\-\\-help .
                """);
        for (var verb : grammar.verbs()) {
            if (verb.inner().isEmpty()) {
                command(verb, text);
            }
        }
        text.append("""
                .SH EXIT STATUS
                0 done; 1 a service or operation failed; 2 the command line or the file is wrong; 3 no daemon could be started or
                reached.
                .SH ENVIRONMENT
                .TP
                .BR A3S_PROXY_PORT ", " A3S_HOST ", " A3S_RELOAD
                Settings, stronger than the A3sfile; see
                .BR "a3s config" .
                .TP
                .B A3S_HOME
                Where a3s keeps state and logs; default
                .IR ~/.a3s .
                .TP
                .B NO_COLOR
                If not empty, output has no colours.
                .SH FILES
                .TP
                .I A3sfile.hcl
                What to run.
                .TP
                .I ~/.a3s/config.hcl
                Your own defaults.
                .TP
                .I ~/.a3s/daemon.log
                What the daemon has to say.
                """);
        return text.toString();
    }

    private static void command(Verb verb, StringBuilder text) {
        text.append(".SS \"a3s ").append(escaped(String.join(" ", verb.path()))).append("\"\n");
        for (var line : verb.about()) {
            paragraph(line, text);
        }
        var others = verb.spellings().stream().skip(1).toList();
        if (!others.isEmpty()) {
            paragraph("Also: " + String.join(", ", others) + ".", text);
        }
        for (var flag : verb.flags()) {
            if (flag.names().contains("--help") || flag.names().contains("--version")) {
                continue;
            }
            text.append(".TP\n.B ").append(escaped(String.join(", ", flag.names())))
                    .append(flag.takesValue() ? " \\fI" + escaped(flag.label()) + "\\fP" : "").append('\n');
            paragraph(flag.about(), text);
        }
        if (verb.examples().isEmpty()) {
            return;
        }
        text.append(".PP\nExample:\n.PP\n.nf\n");
        verb.examples().forEach(line -> paragraph(line, text));
        text.append(".fi\n");
    }

    private static void paragraph(String line, StringBuilder text) {
        text.append(escaped(line)).append('\n');
    }

    /** A line of text with roff's characters escaped, so that nothing in it is a request or a typographic mark. */
    private static String escaped(String text) {
        var plain = text.replace("\\", "\\e").replace("-", "\\-").replace("%%", "%");
        return plain.startsWith(".") || plain.startsWith("'") ? "\\&" + plain : plain;
    }
}
