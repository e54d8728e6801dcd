package dev.jftrace.cli;

import java.util.Map;

/** {@code --color}. */
enum ColorChoice {
    AUTO,
    ALWAYS,
    NEVER;

    static ColorChoice parse(String command, String word) throws UsageException {
        return switch (word == null ? "always" : word) {
            case "auto" -> AUTO;
            case "always" -> ALWAYS;
            case "never" -> NEVER;
            default -> throw new UsageException(command + ": --color is auto, always or never, not '" + word + "'");
        };
    }

    /** @param terminal whether the text goes to one, directly or through a pager that shows colors */
    boolean isColored(boolean terminal, Map<String, String> environment) {
        boolean unwanted = !environment.getOrDefault("NO_COLOR", "").isEmpty()
                || environment.getOrDefault("TERM", "dumb").equals("dumb");
        return this == ALWAYS || this == AUTO && terminal && !unwanted;
    }
}
