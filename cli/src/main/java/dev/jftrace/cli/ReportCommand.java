package dev.jftrace.cli;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** {@code jftrace report}: prints trace.dat files in trace-cmd's format. */
final class ReportCommand implements Command {
    @Override
    public String name() {
        return "report";
    }

    @Override
    public String summary() {
        return "print a trace.dat as text";
    }

    @Override
    public int run(List<String> arguments, Console console) throws IOException, InterruptedException, UsageException {
        ReportWords words = ReportWords.parse(arguments);
        if (words.isHelp()) {
            console.print(words.helpText());
            return ExitStatus.DONE;
        }
        Map<String, String> environment = System.getenv();
        boolean terminal = Terminal.OUT.isThere();
        String pager = terminal && words.isPaged() ? Pager.command(environment) : null;
        boolean colored = words.color().isColored(terminal && (pager == null || Pager.isColored(pager)), environment);
        return new ReportRun(words, colored, terminal).print(console, pager);
    }
}
