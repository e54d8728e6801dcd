package dev.jftrace.record.jfr;

import dev.jftrace.record.jfr.JvmEventFilter.Field;
import dev.jftrace.record.jfr.JvmEventFilter.Subject;
import dev.jftrace.tracefs.Glob;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongPredicate;
import java.util.function.Predicate;

/**
 * Reads a filter as the kernel does (kernel/trace/trace_events_filter.c), errors and their places included:
 *
 * <pre>
 *  expr  = and { "||" and }          and = not { "&&" not }
 *  not   = { "!" } ( pred | "(" expr ")" )
 *  pred  = field [ ".ustring" | ".function" ] op ( number | "text" | 'text' | "CPUS{" list "}" | function )
 *  op    = "~" | "!=" | "==" | "<=" | "<" | ">=" | ">" | "&"
 * </pre>
 *
 * <p>{@code .ustring} says of a {@code char *} that it points into the program; of other texts, and a JVM has no such ones, it says
 * nothing. {@code .function} compares an address with those of a kernel's function, of which a JVM has none.
 */
final class FilterParser {
    /** As the kernel tries them. */
    private static final List<String> OPERATORS = List.of("~", "!=", "==", "<=", "<", ">=", ">", "&");

    private static final String CPUS = "CPUS";
    private static final List<String> FOR_CPUS = List.of("==", "!=", "&");
    private static final List<String> FOR_TEXTS = List.of("~", "==", "!=");
    private static final int LONGEST_TEXT = 256;
    private static final int LONGEST_NUMBER = 24;
    private static final int MOST_NESTED = 500;

    private static final String INVALID_OPERATOR = "Invalid operator";
    private static final String TOO_MANY_OPEN = "Too many '('";
    private static final String TOO_MANY_CLOSED = "Too few '('";
    private static final String MISSING_QUOTE = "Missing matching quote";
    private static final String TOO_LONG = "Operand too long";
    private static final String WANTS_TEXT = "Expecting string field";
    private static final String WANTS_NUMBER = "Expecting numeric field";
    private static final String ILLEGAL_OPERATION = "Illegal operation for field type";
    private static final String NO_FIELD = "Field not found";
    private static final String NO_FUNCTION = "Function not found";
    private static final String MISSING_OPEN_BRACE = "Missing '{'";
    private static final String MISSING_BRACE = "Missing '}'";
    private static final String INVALID_CPULIST = "Invalid cpulist";
    private static final String ILLEGAL_NUMBER = "Illegal integer value";
    private static final String TOO_MANY_TERMS = "Too many terms in predicate expression";
    private static final String INVALID_VALUE = "Invalid value (did you forget quotes)?";
    private static final String NO_FILTER = "No filter found";

    private final String text;
    private final Function<String, Field> fields;
    private int at;
    private int nested;

    /** @param fields null for a name that there is not */
    FilterParser(String text, Function<String, Field> fields) {
        this.text = text.stripTrailing(); // as the kernel does; not at its beginning
        this.fields = fields;
    }

    Predicate<Subject> parse() throws JvmFilterException {
        checkBrackets();
        Predicate<Subject> whole = any();
        if (at < text.length()) {
            throw new JvmFilterException(TOO_MANY_TERMS, at);
        }
        return whole;
    }

    private void checkBrackets() throws JvmFilterException {
        char quote = 0;
        int quotedFrom = 0;
        int open = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '"' || c == '\'') {
                quote = c;
                quotedFrom = i;
            } else if (c == '(') {
                open++;
            } else if (c == ')' && --open < 0) {
                throw new JvmFilterException(TOO_MANY_CLOSED, i);
            }
        }
        if (quote != 0) {
            throw new JvmFilterException(MISSING_QUOTE, quotedFrom);
        }
        if (open > 0) {
            throw new JvmFilterException(TOO_MANY_OPEN, text.length());
        }
        if (text.isBlank()) {
            throw new JvmFilterException(NO_FILTER, 0);
        }
    }

    private Predicate<Subject> any() throws JvmFilterException {
        Predicate<Subject> left = all();
        while (takes("||")) {
            left = left.or(all());
        }
        return left;
    }

    private Predicate<Subject> all() throws JvmFilterException {
        Predicate<Subject> left = not();
        while (takes("&&")) {
            left = left.and(not());
        }
        return left;
    }

    private Predicate<Subject> not() throws JvmFilterException {
        boolean inverted = false;
        while (takes("!")) {
            inverted = !inverted;
        }
        Predicate<Subject> inner;
        if (takes("(")) {
            if (++nested > MOST_NESTED) {
                throw new JvmFilterException(TOO_MANY_OPEN, at);
            }
            inner = any();
            nested--;
            if (!takes(")")) {
                throw new JvmFilterException(TOO_MANY_TERMS, at);
            }
        } else {
            inner = condition();
        }
        return inverted ? inner.negate() : inner;
    }

    private boolean takes(String token) {
        skipSpace();
        return takesAtOnce(token);
    }

    private boolean takesAtOnce(String token) {
        boolean there = text.startsWith(token, at);
        at += there ? token.length() : 0;
        return there;
    }

    private void skipSpace() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private char here() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    private static boolean isWord(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }

    private JvmFilterException wrong(String what) {
        return new JvmFilterException(what, at + 1);
    }

    private Predicate<Subject> condition() throws JvmFilterException {
        int from = at;
        while (isWord(here()) || here() == '_') {
            at++;
        }
        Field field = fields.apply(text.substring(from, at));
        if (field == null) {
            throw wrong(NO_FIELD);
        }
        takesAtOnce(".ustring");
        boolean function = takesAtOnce(".function");
        skipSpace();
        String operator = OPERATORS.stream()
                .filter(each -> text.startsWith(each, at))
                .findFirst()
                .orElseThrow(() -> wrong(INVALID_OPERATOR));
        at += operator.length();
        skipSpace();
        if (function) {
            throw noFunction(field, operator);
        }
        if (text.startsWith(CPUS, at)) {
            return ofCpus(field, operator);
        }
        if (here() == '"' || here() == '\'') {
            return ofText(field, operator);
        }
        if (here() >= '0' && here() <= '9' || here() == '-') {
            return ofNumber(field, operator);
        }
        throw wrong(INVALID_VALUE);
    }

    /** A JVM's event has no address of a function in it, so all that is told is which mistake the kernel finds first. */
    private JvmFilterException noFunction(Field field, String operator) {
        if (!(field instanceof Field.Number number) || number.size() != Long.BYTES) {
            return wrong(ILLEGAL_OPERATION);
        }
        if (!operator.equals("==") && !operator.equals("!=")) {
            return wrong(INVALID_OPERATOR);
        }
        int from = at;
        boolean address = here() >= '0' && here() <= '9';
        while (address ? isWord(here()) : at < text.length() && !Character.isWhitespace(here())) {
            at++;
        }
        if (address && at - from >= LONGEST_NUMBER) {
            return wrong(TOO_LONG);
        }
        return wrong(address && !isAddress(text.substring(from, at)) ? INVALID_VALUE : NO_FUNCTION);
    }

    /** As kstrtoul with base 0. */
    private static boolean isAddress(String digits) {
        boolean hex = digits.startsWith("0x") || digits.startsWith("0X");
        int base = hex ? 16 : digits.startsWith("0") ? 8 : 10;
        try {
            Long.parseUnsignedLong(hex ? digits.substring(2) : digits, base);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private Predicate<Subject> ofCpus(Field field, String operator) throws JvmFilterException {
        if (!(field instanceof Field.Number number) || !FOR_CPUS.contains(operator)) {
            throw wrong(ILLEGAL_OPERATION);
        }
        at += CPUS.length();
        if (!takesAtOnce("{")) {
            at++;
            throw wrong(MISSING_OPEN_BRACE);
        }
        int from = at;
        while (at < text.length() && here() != '}') {
            at++;
        }
        if (at == text.length()) {
            throw wrong(MISSING_BRACE);
        }
        CpuSet cpus = from == at ? null : CpuSet.parse(text.substring(from, at));
        if (cpus == null) {
            throw wrong(INVALID_CPULIST);
        }
        at++;
        return switch (operator) {
            case "&" -> subject -> cpus.has(number.of(subject));
            case "==" -> subject -> cpus.is(number.of(subject));
            default -> subject -> !cpus.is(number.of(subject));
        };
    }

    private Predicate<Subject> ofText(Field field, String operator) throws JvmFilterException {
        if (!FOR_TEXTS.contains(operator)) {
            throw wrong(ILLEGAL_OPERATION);
        }
        if (!(field instanceof Field.Text string)) {
            throw wrong(WANTS_NUMBER);
        }
        int end = text.indexOf(here(), at + 1);
        String value = text.substring(at + 1, end);
        at = end;
        if (value.length() >= LONGEST_TEXT) {
            throw wrong(TOO_LONG);
        }
        at++;
        Predicate<String> test = operator.equals("~") ? glob(value) : value::equals;
        Predicate<Subject> wanted = subject -> test.test(string.of(subject));
        return operator.equals("!=") ? wanted.negate() : wanted;
    }

    private Predicate<Subject> ofNumber(Field field, String operator) throws JvmFilterException {
        if (!(field instanceof Field.Number number)) {
            throw wrong(WANTS_TEXT);
        }
        if (operator.equals("~")) {
            throw wrong(ILLEGAL_OPERATION);
        }
        int from = at;
        at += here() == '-' ? 1 : 0;
        while (isWord(here())) {
            at++;
        }
        if (at - from >= LONGEST_NUMBER) {
            throw wrong(TOO_LONG);
        }
        LongPredicate test = comparison(operator, value(text.substring(from, at), from, number.signed()));
        return subject -> test.test(number.of(subject));
    }

    /** As kstrtoll with base 0. */
    private static long value(String digits, int from, boolean signed) throws JvmFilterException {
        try {
            String plain = digits.startsWith("-") ? digits.substring(1) : digits;
            boolean hex = plain.startsWith("0x") || plain.startsWith("0X");
            int base = hex ? 16 : plain.length() > 1 && plain.startsWith("0") ? 8 : 10;
            String sign = digits.startsWith("-") ? "-" : "";
            if (signed || sign.isEmpty()) {
                return Long.parseLong(sign + (hex ? plain.substring(2) : plain), base);
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new JvmFilterException(ILLEGAL_NUMBER, from + 1);
    }

    private static LongPredicate comparison(String operator, long value) {
        return switch (operator) {
            case "==" -> number -> number == value;
            case "!=" -> number -> number != value;
            case "<" -> number -> number < value;
            case "<=" -> number -> number <= value;
            case ">" -> number -> number > value;
            case ">=" -> number -> number >= value;
            default -> number -> (number & value) != 0;
        };
    }

    /** A {@code !} before it: what it does not match. */
    private static Predicate<String> glob(String pattern) {
        return pattern.startsWith("!") ? Glob.of(pattern.substring(1)).negate() : Glob.of(pattern);
    }
}
