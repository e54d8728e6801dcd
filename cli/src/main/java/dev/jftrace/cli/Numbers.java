package dev.jftrace.cli;

/** Numbers on the command line. */
final class Numbers {
    private Numbers() {}

    /** @throws UsageException naming the option and what was expected */
    static int number(String command, String option, String value, int least, int most) throws UsageException {
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new UsageException(command + ": " + option + ": expected a number from " + least + " to " + most
                + ", not '" + value + "'");
    }
}
