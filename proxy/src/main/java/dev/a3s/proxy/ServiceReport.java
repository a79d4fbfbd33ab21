package dev.a3s.proxy;

import java.util.List;

/**
 * What an error page says about a service.
 *
 * @param service its name in its project
 * @param project its project's name
 * @param state one word, such as {@code failed}
 * @param detail one sentence on why, or empty
 * @param logLines its last lines, oldest first; ANSI colours are rendered, everything else is shown literally
 * @param commands commands that help, such as {@code a3s logs web}
 */
public record ServiceReport(String service, String project, String state, String detail, List<String> logLines,
        List<String> commands) {

    public ServiceReport {
        logLines = List.copyOf(logLines);
        commands = List.copyOf(commands);
    }
}
