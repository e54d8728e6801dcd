package dev.jftrace.agent.code;

import java.util.ArrayList;
import java.util.List;

/**
 * Which calls of a method are recorded, by their arguments: {@code arg1.total > 100 && name != "x"}.
 *
 * <pre>
 *   condition  := and { "||" and }
 *   and        := not { "&amp;&amp;" not }
 *   not        := "!" not | "(" condition ")" | operand [ operator operand ]
 *   operator   := == != &lt; &lt;= &gt; &gt;=
 *   operand    := path | number | "text" | 'text' | null | true | false
 *   path       := ( argN | parameter | this ) { "." field }      .length of an array or a String
 * </pre>
 *
 * Where an object on a path is null, a comparison with what lies behind it is false. Compiled by {@link ConditionCode}.
 */
final class Condition {
    enum Kind {
        OR,
        AND,
        NOT,
        COMPARE,
        PATH,
        INTEGER,
        REAL,
        TEXT,
        NULL
    }

    private final Kind kind;
    private final List<Condition> parts;
    private final int operator;
    private final String text;

    private Condition(Kind kind, List<Condition> parts, int operator, String text) {
        this.kind = kind;
        this.parts = parts;
        this.operator = operator;
        this.text = text;
    }

    static Condition parse(String text) throws FilterSyntaxException {
        return new Parser(text).parse();
    }

    Kind kind() {
        return kind;
    }

    Condition part(int index) {
        return parts.get(index);
    }

    /** Of {@link Kind#COMPARE}: as {@code hook.Comparison} numbers them. */
    int operator() {
        return operator;
    }

    /** A path, a number as it was written, or a text without its quotes. */
    String text() {
        return text;
    }

    private static final class Parser {
        /** In the order of hook.Comparison's numbers, but that the longer must be tried first. */
        private static final String[] OPERATORS = {"==", "!=", "<", ">=", ">", "<="};

        private static final int[] BY_LENGTH = {0, 1, 3, 5, 2, 4};
        private static final int MOST_DEPTH = 64;

        private final String text;
        private int at;
        private int depth;

        Parser(String text) {
            this.text = text;
        }

        Condition parse() throws FilterSyntaxException {
            Condition condition = or();
            if (at < text.length()) {
                throw expected("the end, && or ||");
            }
            return condition;
        }

        private FilterSyntaxException expected(String what) {
            return new FilterSyntaxException(text, at, "expected " + what);
        }

        private boolean take(String word) {
            skipBlanks();
            boolean there = text.startsWith(word, at);
            at += there ? word.length() : 0;
            return there;
        }

        private void skipBlanks() {
            while (at < text.length() && text.charAt(at) == ' ') {
                at++;
            }
        }

        private Condition or() throws FilterSyntaxException {
            Condition left = and();
            while (take("||")) {
                left = new Condition(Kind.OR, List.of(left, and()), 0, null);
            }
            return left;
        }

        private Condition and() throws FilterSyntaxException {
            Condition left = not();
            while (take("&&")) {
                left = new Condition(Kind.AND, List.of(left, not()), 0, null);
            }
            return left;
        }

        private Condition not() throws FilterSyntaxException {
            if (++depth > MOST_DEPTH) {
                throw expected("fewer parentheses");
            }
            try {
                if (take("!")) {
                    return new Condition(Kind.NOT, List.of(not()), 0, null);
                }
                if (take("(")) {
                    Condition inner = or();
                    if (!take(")")) {
                        throw expected("')'");
                    }
                    return inner;
                }
                return comparison();
            } finally {
                depth--;
            }
        }

        private Condition comparison() throws FilterSyntaxException {
            Condition left = operand();
            for (int operator : BY_LENGTH) {
                if (take(OPERATORS[operator])) {
                    return new Condition(Kind.COMPARE, List.of(left, operand()), operator, null);
                }
            }
            if (left.kind != Kind.PATH) {
                throw expected("a comparison");
            }
            Condition zero = new Condition(Kind.INTEGER, List.of(), 0, "0");
            return new Condition(Kind.COMPARE, List.of(left, zero), 1, null);
        }

        private Condition operand() throws FilterSyntaxException {
            skipBlanks();
            char first = at < text.length() ? text.charAt(at) : 0;
            if (first == '"' || first == '\'') {
                return quoted(first);
            }
            int start = at;
            boolean number = Character.isDigit(first) || first == '-';
            at += number ? 1 : 0;
            while (at < text.length() && isWordPart(text.charAt(at))) {
                at++;
            }
            String word = text.substring(start, at);
            if (number) {
                return number(word, start);
            }
            if (word.isEmpty() || word.startsWith(".") || word.endsWith(".") || word.contains("..")) {
                throw expected("a parameter, a number, a text in quotes, null, true or false");
            }
            switch (word) {
                case "null":
                    return new Condition(Kind.NULL, List.of(), 0, null);
                case "true":
                    return new Condition(Kind.INTEGER, List.of(), 0, "1");
                case "false":
                    return new Condition(Kind.INTEGER, List.of(), 0, "0");
                default:
                    return new Condition(Kind.PATH, List.of(), 0, word);
            }
        }

        private static boolean isWordPart(char c) {
            return Character.isJavaIdentifierPart(c) || c == '.';
        }

        private Condition number(String word, int start) throws FilterSyntaxException {
            String digits = word.replace("_", "");
            try {
                if (digits.startsWith("0x")) {
                    return integer(Long.parseUnsignedLong(digits.substring(2), 16));
                }
                String plain = digits.endsWith("L") ? digits.substring(0, digits.length() - 1) : digits;
                if (plain.indexOf('.') < 0 && plain.indexOf('e') < 0) {
                    return integer(Long.parseLong(plain));
                }
                return new Condition(Kind.REAL, List.of(), 0, Double.toString(Double.parseDouble(plain)));
            } catch (NumberFormatException e) {
                at = start;
                throw expected("a number, not '" + word + "'");
            }
        }

        private static Condition integer(long value) {
            return new Condition(Kind.INTEGER, List.of(), 0, Long.toString(value));
        }

        private Condition quoted(char quote) throws FilterSyntaxException {
            StringBuilder value = new StringBuilder();
            for (at++; at < text.length() && text.charAt(at) != quote; at++) {
                if (text.charAt(at) == '\\' && at + 1 < text.length()) {
                    at++;
                }
                value.append(text.charAt(at));
            }
            if (at == text.length()) {
                throw expected("a closing " + quote);
            }
            at++;
            return new Condition(Kind.TEXT, List.of(), 0, value.toString());
        }
    }

    /** Every path in it. */
    List<String> paths() {
        List<String> paths = new ArrayList<>();
        if (kind == Kind.PATH) {
            paths.add(text);
        }
        for (Condition part : parts) {
            paths.addAll(part.paths());
        }
        return paths;
    }
}
