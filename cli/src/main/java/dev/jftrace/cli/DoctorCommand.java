package dev.jftrace.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code jftrace doctor}: what can be traced on this machine, by this user, and how to get the rest. Writes nothing. */
final class DoctorCommand implements Command {
    @Override
    public String name() {
        return "doctor";
    }

    @Override
    public String summary() {
        return "tell what can be traced here, and how to get the rest";
    }

    /**
     * Something that was looked at.
     *
     * @param cure what to do if it is not well; "" if there is nothing to do
     */
    record Finding(boolean well, String what, String fact, String cure) {}

    @Override
    public int run(List<String> words, Console console) throws IOException, UsageException {
        boolean[] help = {false};
        OptionTable table =
                new OptionTable("doctor [OPTION]...").flag('h', "help", "print this", value -> help[0] = true);
        List<String> operands = table.take(words);
        if (help[0]) {
            console.print(table.help());
            return ExitStatus.DONE;
        }
        if (!operands.isEmpty()) {
            throw new UsageException("doctor: takes no operand: '" + operands.getFirst() + "'");
        }
        List<Finding> findings = new ArrayList<>(new KernelDoctor().findings());
        findings.addAll(new JvmDoctor().findings());
        for (Finding finding : findings) {
            console.print(String.format("%s %-18s%s%n", finding.well() ? "ok" : "NO", finding.what(), finding.fact()));
            if (!finding.well() && !finding.cure().isEmpty()) {
                console.print("                       " + finding.cure() + "\n");
            }
        }
        return findings.stream().allMatch(Finding::well) ? ExitStatus.DONE : ExitStatus.FAILED;
    }
}
