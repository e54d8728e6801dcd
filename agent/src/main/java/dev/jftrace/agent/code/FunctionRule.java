package dev.jftrace.agent.code;

import java.util.Locale;

/**
 * One line of a filter file, in the grammar of {@code set_ftrace_filter}:
 *
 * <pre>
 *   [!]GLOB                        pkg.Class.method, Class.method, with (types) where wanted
 *   [!]@ANNOTATION                 on the method or its class, qualified or not
 *   [!][GLOB]:mod:[!]NAME          of a module, a jar, a class loader
 *   GLOB:COMMAND[:COUNT]           traceon, traceoff, snapshot, stacktrace
 *   GLOB if CONDITION              only calls with such arguments, see {@link Condition}
 * </pre>
 */
final class FunctionRule {
    enum Command {
        TRACEON,
        TRACEOFF,
        SNAPSHOT,
        STACKTRACE
    }

    /** A command without a count, that may be done for ever. */
    static final int UNLIMITED = -1;

    private static final String MOD = ":mod:";
    private static final String IF = " if ";

    private final String text;
    private final boolean negated;
    private final Glob function;
    private final Glob annotation;
    private final Glob mod;
    private final boolean notMod;
    private final Command command;
    private final int count;
    private final Condition condition;
    private final boolean namesTheJdk;
    private final boolean namesMethods;

    private FunctionRule(Parts parts) {
        text = parts.text;
        negated = parts.negated;
        function = parts.annotation || parts.function.isEmpty() ? null : new Glob(parts.function);
        annotation = parts.annotation ? new Glob(parts.function.substring(1)) : null;
        mod = parts.mod == null ? null : new Glob(parts.mod);
        notMod = parts.notMod;
        command = parts.command;
        count = parts.count;
        condition = parts.condition;
        namesTheJdk = mod != null && !notMod ? isJdkModule(mod) : function != null && hasDot(function);
        namesMethods = function != null && namesMethods(parts.function);
    }

    private FunctionRule(FunctionRule of) {
        text = of.text;
        negated = false;
        function = of.function;
        annotation = of.annotation;
        mod = of.mod;
        notMod = of.notMod;
        command = null;
        count = UNLIMITED;
        condition = null;
        namesTheJdk = of.namesTheJdk;
        namesMethods = of.namesMethods;
    }

    /** The functions alone that this line names. */
    FunctionRule naming() {
        return new FunctionRule(this);
    }

    private static boolean isJdkModule(Glob mod) {
        return mod.literal().startsWith("java.") || mod.literal().startsWith("jdk.");
    }

    private static boolean hasDot(Glob function) {
        return function.literal().indexOf('.') >= 0;
    }

    /** Whether the last step says more than that all methods are meant. */
    private static boolean namesMethods(String function) {
        return !function.substring(function.lastIndexOf('.', end(function)) + 1).equals("*");
    }

    /** Where the name ends: types may have dots. */
    private static int end(String function) {
        int parameters = function.indexOf('(');
        return parameters < 0 ? function.length() : parameters;
    }

    /** What the parts of a line are, while it is read. */
    private static final class Parts {
        String text;
        boolean negated;
        boolean annotation;
        String function;
        String mod;
        boolean notMod;
        Command command;
        int count = UNLIMITED;
        Condition condition;
    }

    static FunctionRule parse(String line) throws FilterSyntaxException {
        Parts parts = new Parts();
        parts.text = line;
        String rest = line.trim();
        int condition = rest.indexOf(IF);
        if (condition >= 0) {
            parts.condition = Condition.parse(rest.substring(condition + IF.length()));
            rest = rest.substring(0, condition).trim();
        }
        parts.negated = rest.startsWith("!");
        rest = parts.negated ? rest.substring(1) : rest;
        takeSuffix(parts, rest);
        if (parts.function.isEmpty() && parts.mod == null || parts.function.equals("@")) {
            throw new FilterSyntaxException(line, line.length(), "expected the name of a function");
        }
        parts.annotation = parts.function.startsWith("@");
        if (parts.negated && parts.condition != null) {
            throw new FilterSyntaxException(line, 0, "a condition chooses calls, and cannot stand behind a '!'");
        }
        if (parts.negated && parts.command != null) {
            throw new FilterSyntaxException(
                    line, 0, "a command is taken away where it was set, not by a '!' among filters");
        }
        return new FunctionRule(parts);
    }

    private static void takeSuffix(Parts parts, String rest) throws FilterSyntaxException {
        int colon = rest.indexOf(':');
        parts.function = colon < 0 ? rest : rest.substring(0, colon);
        if (colon < 0) {
            return;
        }
        if (rest.startsWith(MOD, colon)) {
            String mod = rest.substring(colon + MOD.length());
            parts.notMod = mod.startsWith("!");
            parts.mod = parts.notMod ? mod.substring(1) : mod;
            if (parts.mod.isEmpty()) {
                throw new FilterSyntaxException(parts.text, parts.text.length(), "expected a module, jar or loader");
            }
            return;
        }
        takeCommand(parts, rest.substring(colon + 1));
    }

    private static void takeCommand(Parts parts, String rest) throws FilterSyntaxException {
        int colon = rest.indexOf(':');
        String word = colon < 0 ? rest : rest.substring(0, colon);
        for (Command each : Command.values()) {
            if (each.name().toLowerCase(Locale.ROOT).equals(word)) {
                parts.command = each;
            }
        }
        int at = parts.text.indexOf(word, parts.function.length());
        if (parts.command == null) {
            throw new FilterSyntaxException(
                    parts.text, at, "expected mod, traceon, traceoff, snapshot or stacktrace, not '" + word + "'");
        }
        if (colon >= 0) {
            parts.count = count(parts.text, rest.substring(colon + 1));
        }
    }

    private static int count(String line, String number) throws FilterSyntaxException {
        try {
            int count = Integer.parseInt(number);
            if (count >= 0) {
                return count;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new FilterSyntaxException(
                line, line.length() - number.length(), "expected how often, not '" + number + "'");
    }

    boolean isNegated() {
        return negated;
    }

    /** Null for a line that chooses functions. */
    Command command() {
        return command;
    }

    int count() {
        return count;
    }

    /** Null where every call is meant. */
    Condition condition() {
        return condition;
    }

    /** Only such a rule chooses methods of the JDK: {@code *} and {@code *.get*} never mean them. */
    boolean namesTheJdk() {
        return namesTheJdk;
    }

    /** Such a rule takes trivial methods too. */
    boolean namesMethods() {
        return namesMethods;
    }

    /** Null where none is asked for. */
    Glob annotation() {
        return annotation;
    }

    /** Of a module, jar or class loader; null where any will do. */
    Glob origin() {
        return mod;
    }

    /** Whether a class loader is meant, of which a program may make more while it runs. */
    boolean isOfLoader() {
        return mod != null && mod.toString().toLowerCase(Locale.ROOT).contains("loader");
    }

    /** The name or pattern without what it is asked for. */
    String wanted() {
        return annotation != null ? annotation.toString() : function == null ? text : function.toString();
    }

    /** Whether a class in this package could be meant. */
    boolean reachesPackage(String name, ClassOrigin origin) {
        return matchesOrigin(origin) && (function == null || meet(name + ".", function.literal()));
    }

    /** Whether all functions of a package and of those below it are named, and no more is asked of them. */
    boolean namesAllOf(String packageName) {
        return mod == null && function != null && function.toString().equals(packageName + ".*");
    }

    /** The name's beginning without wildcards; empty where any name may match. */
    String literal() {
        return function == null ? "" : function.literal();
    }

    /** Whether methods of this class could match; cheap, as every class that is loaded is asked about. */
    boolean reaches(String className, ClassOrigin origin) {
        if (!matchesOrigin(origin)) {
            return false;
        }
        if (function == null) {
            return true;
        }
        String literal = function.literal();
        String prefix = className + ".";
        return meet(prefix, literal)
                || !origin.isJdk() && meet(prefix.substring(className.lastIndexOf('.') + 1), literal);
    }

    private static boolean meet(String prefix, String literal) {
        return literal.startsWith(prefix) || prefix.startsWith(literal);
    }

    boolean matches(MethodFacts method, ClassOrigin origin) {
        if (!matchesOrigin(origin)) {
            return false;
        }
        if (annotation != null) {
            return method.hasAnnotation(annotation);
        }
        return function == null
                || function.matches(method.name())
                || function.mayMatchMoreThan(method.name()) && function.matches(method.nameWithParameters())
                || !origin.isJdk() && matchesWithoutPackage(method);
    }

    /** {@code Order.place}: as people say it who have one Order. */
    private boolean matchesWithoutPackage(MethodFacts method) {
        int start = method.packageLength();
        return start > 0
                && (function.matches(method.name().substring(start))
                        || function.matches(method.nameWithParameters().substring(start)));
    }

    boolean matchesOrigin(ClassOrigin origin) {
        if (origin.isJdk() && !namesTheJdk) {
            return false;
        }
        return mod == null || mod.toString().equals("*") || origin.matches(mod) != notMod;
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text;
    }
}
