package dev.jftrace.event.filter;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Reads what stands behind the colon:
 *
 * <pre>
 *  conditions = condition { ("&&" | "||") condition }        from left to right, neither before the other
 *  condition  = "!" condition | sum [ ("==" | "!=" | "<" | ">" | "<=" | ">=") sum ] | name ("==" | "!=" | "=~" | "!~") string
 *  sum        = operand { operator operand }                 see {@link Operator}
 *  operand    = number | name | "-" operand | "(" conditions ")"
 * </pre>
 *
 * What trace-cmd accepts means the same here, but for what it takes by mistake ({@code COMM ~ "x"}, a second {@code
 * ==}, a minus). It knows no more than one operator in a row.
 */
final class FilterParser {
    private static final int DEEPEST = 100;
    private static final int MOST_NESTED = 500;

    private final String filter;
    private final List<FilterToken> tokens;
    private int at;
    private int depth;
    private int nested;

    private FilterParser(String filter, List<FilterToken> tokens) {
        this.filter = filter;
        this.tokens = tokens;
    }

    /** @param start what is before is no part of it */
    static Condition parse(String filter, int start) throws FilterException {
        FilterParser parser = new FilterParser(filter, new FilterLexer(filter, start).tokens());
        Condition condition = parser.asCondition(parser.conditions());
        if (parser.here().kind() != FilterToken.Kind.END) {
            throw parser.expected("&&, || or the end");
        }
        return condition;
    }

    private Node conditions() throws FilterException {
        Node left = condition();
        while (here().is("&&") || here().is("||")) {
            boolean any = here().is("||");
            List<Condition> row = new ArrayList<>(List.of(asCondition(left)));
            while (here().is(any ? "||" : "&&")) {
                at++;
                row.add(asCondition(condition()));
            }
            left = nested(new Condition.Row(any, row));
        }
        return left;
    }

    private Node condition() throws FilterException {
        if (here().is("!")) {
            deeper();
            at++;
            Condition inner = asCondition(condition());
            depth--;
            return new Condition.Not(inner);
        }
        Node left = sum(0);
        Comparison comparison = here().kind() == FilterToken.Kind.OPERATOR ? Comparison.of(here().text()) : null;
        if (comparison == null) {
            return left;
        }
        FilterToken operator = tokens.get(at++);
        if (isText()) {
            return text(left, operator, comparison);
        }
        if (comparison.isRegex()) {
            throw expected("a string in quotes behind " + operator.text());
        }
        Operand right = asOperand(sum(0), at);
        return new Condition.Numbers(comparison, asOperand(left, at), right);
    }

    private boolean isText() {
        return here().kind() == FilterToken.Kind.STRING
                || here().kind() == FilterToken.Kind.CHAR
                        && (here().text().length() != 1
                                || Comparison.of(tokens.get(at - 1).text()).isRegex());
    }

    private Condition text(Node left, FilterToken operator, Comparison comparison) throws FilterException {
        if (!comparison.isForText()) {
            throw fault(operator, "a string is compared with ==, !=, =~ or !~, not with " + operator.text());
        }
        if (!(left instanceof Operand.Named) || ((Operand.Named) left).isCpu()) {
            throw fault(operator, "expected a field or COMM before " + operator.text() + " and a string");
        }
        FilterToken string = tokens.get(at++);
        // The bytes of a trace are compared as they are.
        String bytes = new String(string.text().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        return new Condition.Text(
                comparison, (Operand.Named) left, bytes, comparison.isRegex() ? pattern(bytes, string) : null);
    }

    private Pattern pattern(String text, FilterToken string) throws FilterException {
        try {
            return PosixRegex.compile(text);
        } catch (PatternSyntaxException e) {
            throw fault(string, "not a regular expression: " + e.getDescription());
        }
    }

    private Node sum(int loosest) throws FilterException {
        Node left = operand();
        Operator operator = operatorHere();
        while (operator != null && operator.binding() > loosest) {
            at++;
            Operand a = asOperand(left, at - 1);
            Operand b = asOperand(sum(operator.binding()), at);
            left = nested(new Operand.Arithmetic(operator, a, b));
            operator = operatorHere();
        }
        return left;
    }

    private Operator operatorHere() {
        return here().kind() == FilterToken.Kind.OPERATOR ? Operator.of(here().text()) : null;
    }

    private Node operand() throws FilterException {
        FilterToken token = tokens.get(at);
        deeper();
        Node operand = operand(token);
        depth--;
        return operand;
    }

    private Node operand(FilterToken token) throws FilterException {
        if (token.is("(")) {
            at++;
            Node inner = conditions();
            if (!here().is(")")) {
                throw expected("the ) of the ( at column " + (token.column() + 1));
            }
            at++;
            return inner;
        }
        if (token.is("-")) {
            at++;
            return new Operand.Arithmetic(Operator.SUBTRACT, new Operand.Literal(0), asOperand(operand(), at));
        }
        switch (token.kind()) {
            case NUMBER:
                at++;
                return new Operand.Literal(number(token));
            case NAME:
                at++;
                return new Operand.Named(token.text(), token.column());
            case CHAR:
                if (token.text().length() == 1) {
                    at++;
                    return new Operand.Literal(token.text().charAt(0));
                }
                throw expected("a field or a number");
            default:
                throw expected("a field or a number");
        }
    }

    /** As strtoull(3) reads it with base 0, but to its end. */
    private long number(FilterToken token) throws FilterException {
        String text = token.text();
        try {
            if (text.startsWith("0x") || text.startsWith("0X")) {
                return Long.parseUnsignedLong(text.substring(2), 16);
            }
            return Long.parseUnsignedLong(text, text.startsWith("0") ? 8 : 10);
        } catch (NumberFormatException e) {
            throw fault(token, "expected a number of 64 bits, found '" + text + "'");
        }
    }

    private Condition asCondition(Node node) throws FilterException {
        return node instanceof Condition ? (Condition) node : new Condition.NotZero(asOperand(node, at));
    }

    private Operand asOperand(Node node, int token) throws FilterException {
        if (!(node instanceof Operand)) {
            throw fault(tokens.get(token), "expected a number before this, found a condition");
        }
        if (node instanceof Operand.Named && ((Operand.Named) node).isComm()) {
            throw new FilterException(
                    filter, ((Operand.Named) node).column(), "COMM is a text: compare it with a string");
        }
        return (Operand) node;
    }

    private FilterToken here() {
        return tokens.get(at);
    }

    private void deeper() throws FilterException {
        if (++depth > DEEPEST) {
            throw fault(here(), "expected fewer than " + DEEPEST + " levels");
        }
    }

    /** What is made in a loop is as deep as the loop is long. */
    private <T> T nested(T node) throws FilterException {
        if (++nested > MOST_NESTED) {
            throw fault(here(), "expected fewer than " + MOST_NESTED + " operators");
        }
        return node;
    }

    private FilterException expected(String what) {
        return fault(here(), "expected " + what + ", found " + here().quoted());
    }

    private FilterException fault(FilterToken token, String what) {
        return new FilterException(filter, token.column(), what);
    }
}
