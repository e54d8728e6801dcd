package dev.jftrace.cli;

import java.io.IOException;
import java.util.List;

/** Of commands that take options only. */
final class Operands {
    private Operands() {}

    /**
     * Takes the options, and {@code --help}, which it adds.
     *
     * @return whether the command is to be done; if not, its help was printed
     */
    static boolean none(OptionTable table, List<String> words, Console console) throws IOException, UsageException {
        boolean[] help = {false};
        table.flag('h', "help", "print this", value -> help[0] = true);
        List<String> operands = table.take(words);
        if (help[0]) {
            console.print(table.help());
            return false;
        }
        if (!operands.isEmpty()) {
            throw new UsageException(
                    table.command() + ": takes no operand, but there is '" + operands.getFirst() + "'");
        }
        return true;
    }
}
