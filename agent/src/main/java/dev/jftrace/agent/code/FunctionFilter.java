package dev.jftrace.agent.code;

import dev.jftrace.agent.hook.FunctionCommands;
import dev.jftrace.agent.hook.SessionLog;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which methods are traced, and how. Without a filter, all of the application but what is {@linkplain TrivialCode
 * trivial}; {@code notrace} beats {@code filter}. A method of the JDK is traced only by a filter that names it: whose
 * text before the first wildcard has a dot, or a module of the JDK. So {@code *} and {@code *.get*} never mean the JDK.
 *
 * <p>The lines of a file are taken in order, and the last that matches a method decides about it: {@code !} takes away
 * what lines before it chose. Where every line begins with {@code !}, all else is traced.
 */
public final class FunctionFilter {
    private final FunctionRule[] filters;
    private final FunctionRule[] commands;
    private final FunctionRule[] notraces;
    private final FunctionRule[] graphFunctions;
    private final FunctionRule[] graphNotraces;
    private final ValueRule[] values;
    private final boolean all;
    private final int minSize;
    private final SessionLog log;

    /** Lines that have chosen nothing yet; a race tells one match twice at worst. */
    private final boolean[] unmatched;

    private final FunctionRule[] told;

    /** The package that each of them names, with a dot behind it; "" for none. */
    private final String[] packages;

    /** One for each line with a command: its count is shared by all functions. */
    private final FunctionCommands.Command[] counts;

    /** The texts of the filter files, line by line. */
    public static final class Builder {
        private final List<FunctionRule> filters = new ArrayList<>();
        private final List<FunctionRule> commands = new ArrayList<>();
        private final List<FunctionRule> notraces = new ArrayList<>();
        private final List<FunctionRule> graphFunctions = new ArrayList<>();
        private final List<FunctionRule> graphNotraces = new ArrayList<>();
        private final List<ValueRule> values = new ArrayList<>();
        private boolean all;
        private int minSize;

        private Builder() {}

        /** A line of {@code set_ftrace_filter}. */
        public Builder filter(String line) throws FilterSyntaxException {
            FunctionRule rule = FunctionRule.parse(line);
            (rule.command() == null ? filters : commands).add(rule);
            return this;
        }

        /** A line of {@code set_ftrace_notrace}. */
        public Builder notrace(String line) throws FilterSyntaxException {
            notraces.add(plain(line));
            return this;
        }

        /** A line of {@code set_graph_function}: only what runs below these is recorded. */
        public Builder graphFunction(String line) throws FilterSyntaxException {
            graphFunctions.add(plain(line));
            return this;
        }

        /** A line of {@code set_graph_notrace}: these, and what runs below them, are not recorded. */
        public Builder graphNotrace(String line) throws FilterSyntaxException {
            graphNotraces.add(plain(line));
            return this;
        }

        /** Whose arguments are recorded: {@link ValueRule}. */
        public Builder arguments(String line) throws FilterSyntaxException {
            values.add(ValueRule.arguments(line));
            return this;
        }

        /** Whose result is recorded. */
        public Builder result(String line) throws FilterSyntaxException {
            values.add(ValueRule.result(line));
            return this;
        }

        /** Trivial methods too. */
        public Builder all(boolean wanted) {
            all = wanted;
            return this;
        }

        /** @param bytes of code that a method must have at least */
        public Builder minSize(int bytes) {
            minSize = bytes;
            return this;
        }

        private static FunctionRule plain(String line) throws FilterSyntaxException {
            FunctionRule rule = FunctionRule.parse(line);
            if (rule.command() != null || rule.condition() != null) {
                throw new FilterSyntaxException(line, 0, "commands and conditions belong into set_ftrace_filter");
            }
            return rule;
        }

        /** @param log is told of the first match of each line; null for nobody */
        public FunctionFilter build(SessionLog log) {
            return new FunctionFilter(this, log);
        }
    }

    public static Builder builder() {
        return new Builder();
    }

    /** All functions that a line of any file names, trivial ones too, whatever it asks of them. */
    public static FunctionFilter namedBy(String line) throws FilterSyntaxException {
        Builder builder = builder().all(true);
        builder.filters.add(FunctionRule.parse(line).naming());
        return builder.build(null);
    }

    private FunctionFilter(Builder builder, SessionLog log) {
        filters = builder.filters.toArray(new FunctionRule[0]);
        commands = builder.commands.toArray(new FunctionRule[0]);
        notraces = builder.notraces.toArray(new FunctionRule[0]);
        graphFunctions = builder.graphFunctions.toArray(new FunctionRule[0]);
        graphNotraces = builder.graphNotraces.toArray(new FunctionRule[0]);
        values = builder.values.toArray(new ValueRule[0]);
        all = builder.all;
        minSize = builder.minSize;
        this.log = log;
        List<FunctionRule> choosing = new ArrayList<>(builder.filters);
        choosing.addAll(builder.commands);
        choosing.addAll(builder.graphFunctions);
        told = choosing.toArray(new FunctionRule[0]);
        packages = new String[told.length];
        for (int i = 0; i < told.length; i++) {
            packages[i] = packageOf(told[i].literal());
        }
        unmatched = new boolean[told.length];
        Arrays.fill(unmatched, true);
        counts = new FunctionCommands.Command[commands.length];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = new FunctionCommands.Command(HookPlans.commandName(commands[i]), commands[i].count());
        }
    }

    /** What the hooks run for these lines. */
    FunctionCommands.Command[] commands(List<FunctionRule> lines) {
        FunctionCommands.Command[] chosen = new FunctionCommands.Command[lines.size()];
        for (int i = 0; i < commands.length; i++) {
            int at = lines.indexOf(commands[i]);
            if (at >= 0) {
                chosen[at] = counts[i];
            }
        }
        return chosen;
    }

    /** Whether only what runs below some function, or not below one, is recorded: then every hook must ask. */
    boolean hasGraphFunctions() {
        return graphFunctions.length > 0 || graphNotraces.length > 0;
    }

    /** Whether nothing is recorded until a graph function begins. */
    boolean waitsForGraphFunction() {
        return graphFunctions.length > 0;
    }

    boolean namesTheJdk() {
        for (FunctionRule rule : told) {
            if (rule.namesTheJdk()) {
                return true;
            }
        }
        return false;
    }

    /** Whether a method of this class could be chosen; tells whether the class is worth parsing. */
    boolean reaches(String className, ClassOrigin origin) {
        if (choosesByDefault(origin)) {
            return true;
        }
        for (FunctionRule rule : told) {
            if (!rule.isNegated() && rule.reaches(className, origin)) {
                return true;
            }
        }
        return false;
    }

    /** @return null for a method that gets no hooks */
    Choice choose(MethodFacts method, ClassOrigin origin) {
        Choice choice = new Choice();
        choice.recorded = isFiltered(method, origin, choice) && !any(notraces, method, origin);
        choice.recorded &= minSize == 0 || method.codeLength() >= minSize;
        for (FunctionRule rule : commands) {
            if (rule.matches(method, origin)) {
                choice.commands = with(choice.commands, rule);
                tellMatched(rule);
            }
        }
        choice.begins = isGraphFunction(method, origin);
        choice.recorded |= choice.begins && filters.length == 0 && !any(notraces, method, origin);
        choice.silences = any(graphNotraces, method, origin);
        for (ValueRule rule : values) {
            if (rule.matches(method, origin)) {
                choice.values = with(choice.values, rule);
            }
        }
        return choice.recorded || !choice.commands.isEmpty() ? choice : null;
    }

    private static <T> List<T> with(List<T> some, T one) {
        List<T> all = some.isEmpty() ? new ArrayList<>() : some;
        all.add(one);
        return all;
    }

    /** Without a line that chooses, all of the application is chosen. */
    private boolean choosesByDefault(ClassOrigin origin) {
        if (origin.isJdk()) {
            return false;
        }
        for (FunctionRule rule : filters) {
            if (!rule.isNegated()) {
                return false;
            }
        }
        return true;
    }

    private boolean isFiltered(MethodFacts method, ClassOrigin origin, Choice choice) {
        boolean chosen = choosesByDefault(origin);
        boolean named = all || !method.isTrivial();
        for (FunctionRule rule : filters) {
            if (rule.matches(method, origin)) {
                chosen = !rule.isNegated();
                choice.condition = rule.condition();
                named |= chosen && rule.namesMethods();
                tellMatched(rule);
            }
        }
        return chosen && named;
    }

    private boolean isGraphFunction(MethodFacts method, ClassOrigin origin) {
        boolean begins = false;
        for (FunctionRule rule : graphFunctions) {
            if (rule.matches(method, origin)) {
                begins = !rule.isNegated();
                tellMatched(rule);
            }
        }
        return begins;
    }

    /** Whether the last line that matches has no {@code !}. */
    private static boolean any(FunctionRule[] rules, MethodFacts method, ClassOrigin origin) {
        boolean matched = false;
        for (FunctionRule rule : rules) {
            if (rule.matches(method, origin)) {
                matched = !rule.isNegated();
            }
        }
        return matched;
    }

    private void tellMatched(FunctionRule rule) {
        for (int i = 0; i < told.length; i++) {
            if (told[i] == rule && unmatched[i]) {
                unmatched[i] = false;
                if (log != null) {
                    log.matched(rule.toString());
                }
            }
        }
    }

    /** Whether the user may have mistyped: then the names that were there are worth telling. */
    boolean hasUnmatched() {
        for (boolean one : unmatched) {
            if (one) {
                return true;
            }
        }
        return false;
    }

    /** Lines that were to choose functions and did not yet. */
    List<String> unmatchedLines() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < told.length; i++) {
            if (unmatched[i] && !told[i].isNegated()) {
                lines.add(told[i].toString());
            }
        }
        return lines;
    }

    /** Whether a class of the JDK is in a package that a line without a match names. */
    boolean isNear(String jdkClass) {
        for (int i = 0; i < told.length; i++) {
            if (unmatched[i] && !packages[i].isEmpty() && jdkClass.startsWith(packages[i])) {
                return true;
            }
        }
        return false;
    }

    /** {@code "java.util."} of {@code "java.util.HasMap.put"}: up to the first capital, as packages have none. */
    private static String packageOf(String literal) {
        for (int i = 1; i < literal.length(); i++) {
            if (Character.isUpperCase(literal.charAt(i)) && literal.charAt(i - 1) == '.') {
                return literal.substring(0, i);
            }
        }
        return literal.substring(0, literal.lastIndexOf('.') + 1);
    }

    /** What was decided about a method. */
    static final class Choice {
        private List<FunctionRule> commands = List.of();
        private List<ValueRule> values = List.of();
        private boolean recorded;
        private boolean begins;
        private boolean silences;
        private Condition condition;

        /** False for a method that has a command and is not traced. */
        boolean isRecorded() {
            return recorded;
        }

        /** It is a graph function: recording begins here. */
        boolean begins() {
            return begins;
        }

        /** Nothing is recorded while it runs. */
        boolean silences() {
            return silences;
        }

        /** Null where every call is recorded. */
        Condition condition() {
            return condition;
        }

        List<FunctionRule> commands() {
            return commands;
        }

        List<ValueRule> values() {
            return values;
        }
    }
}
