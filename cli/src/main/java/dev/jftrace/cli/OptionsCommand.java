package dev.jftrace.cli;

import java.io.IOException;
import java.util.List;

/** {@code jftrace options}: what {@code jftrace report -O} takes. */
final class OptionsCommand implements Command {
    private record Option(String plugin, String name, String description, boolean set) {}

    private static final List<List<Option>> ALL = List.of(
            List.of(
                    new Option("ftrace", "parent", "Print parent of functions for function events", false),
                    new Option("ftrace", "indent", "Try to show function call indents, based on parents", true),
                    new Option("ftrace", "offset", "Show function names as well as their offsets", false)),
            List.of(
                    new Option("fgraph", "tailprint", "Print function name at function exit in function graph", false),
                    new Option("fgraph", "depth", "Show the depth of each entry", false),
                    new Option("fgraph", "retval-skip", "Skip printing function retval in function graph", false),
                    new Option(
                            "fgraph",
                            "retval-dec",
                            "Print function retval in decimal at function exit in function graph",
                            false),
                    new Option(
                            "fgraph",
                            "retval-hex",
                            "Print function retval in hex at function exit in function graph",
                            false)));

    @Override
    public String name() {
        return "options";
    }

    @Override
    public String summary() {
        return "list the options of the report's plug-ins";
    }

    @Override
    public int run(List<String> words, Console console) throws IOException, UsageException {
        boolean[] help = {false};
        OptionTable table = new OptionTable("options").flag('h', "help", "print this", value -> help[0] = true);
        if (!table.take(words).isEmpty()) {
            throw new UsageException("options: takes no operand");
        }
        console.print(help[0] ? table.help() : text());
        return ExitStatus.DONE;
    }

    /** As trace-cmd prints it. */
    static String text() {
        StringBuilder text = new StringBuilder();
        for (List<Option> plugin : ALL) {
            text.append(text.isEmpty() ? "" : "============\n");
            for (Option option : plugin) {
                text.append(option == plugin.get(0) ? "" : "------------\n");
                line("plugin", option.plugin, text);
                line("option", option.name, text);
                line("desc", option.description, text);
                line("set", option.set ? "1" : "0", text);
            }
        }
        return text.toString();
    }

    private static void line(String key, String value, StringBuilder text) {
        text.append(String.format("%8s:\t%s\n", key, value));
    }
}
