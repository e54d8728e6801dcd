package dev.jftrace.cli;

import dev.jftrace.record.jvm.EditDistance;
import java.util.List;

/** The text of {@code jftrace help}. */
final class Help {
    private Help() {}

    static String text(List<Command> commands) {
        StringBuilder text = new StringBuilder("usage: jftrace COMMAND [OPTION]...\n\ncommands:\n");
        for (Command command : commands) {
            text.append("  ")
                    .append(String.format("%-14s", command.name()))
                    .append(command.summary())
                    .append('\n');
        }
        return text.append("\n'jftrace COMMAND --help' tells a command's options.\n")
                .toString();
    }

    /** ", did you mean ...?" where a command's name is near. */
    static String nearest(String name, List<Command> commands) {
        for (Command command : commands) {
            if (command.name().startsWith(name) || EditDistance.between(name, command.name()) <= 2) {
                return ", did you mean '" + command.name() + "'?";
            }
        }
        return "";
    }
}
