package dev.jftrace.event.filter;

import java.util.ArrayList;
import java.util.List;

/** Cuts what stands behind the colon into words. */
final class FilterLexer {
    private static final List<String> OPERATORS = List.of(
            "&&", "||", "==", "!=", "=~", "!~", "<=", ">=", "<<", ">>", "<", ">", "!", "(", ")", "+", "-", "*", "/",
            "%", "&", "|", "^");

    private static final int MOST_TOKENS = 1 << 16;

    private final String filter;
    private int at;

    FilterLexer(String filter, int start) {
        this.filter = filter;
        at = start;
    }

    /** The last is {@link FilterToken.Kind#END}. */
    List<FilterToken> tokens() throws FilterException {
        List<FilterToken> tokens = new ArrayList<>();
        skipSpace();
        while (at < filter.length()) {
            if (tokens.size() == MOST_TOKENS) {
                throw new FilterException(
                        filter, at, "expected the end: no filter has more than " + MOST_TOKENS + " words");
            }
            tokens.add(next());
            skipSpace();
        }
        tokens.add(new FilterToken(FilterToken.Kind.END, "", filter.length()));
        return tokens;
    }

    private void skipSpace() {
        while (at < filter.length() && Character.isWhitespace(filter.charAt(at))) {
            at++;
        }
    }

    private FilterToken next() throws FilterException {
        int start = at;
        char c = filter.charAt(at);
        if (c == '"' || c == '\'') {
            return string(c);
        }
        if (isWord(c)) {
            while (at < filter.length() && isWord(filter.charAt(at))) {
                at++;
            }
            boolean number = c >= '0' && c <= '9';
            return new FilterToken(
                    number ? FilterToken.Kind.NUMBER : FilterToken.Kind.NAME, filter.substring(start, at), start);
        }
        for (String operator : OPERATORS) {
            if (filter.startsWith(operator, start)) {
                at += operator.length();
                return new FilterToken(FilterToken.Kind.OPERATOR, operator, start);
            }
        }
        throw new FilterException(filter, start, "expected an operator, found '" + c + "'" + hint(c));
    }

    private static String hint(char c) {
        return c == '~' ? "; a regular expression is compared with =~" : c == '=' ? "; equality is ==" : "";
    }

    private static boolean isWord(char c) {
        return c < 0x80 && (Character.isLetterOrDigit(c) || c == '_');
    }

    /** A backslash before a quote keeps it in the string, and stays there itself, as trace-cmd has it. */
    private FilterToken string(char quote) throws FilterException {
        int start = at++;
        while (at < filter.length() && filter.charAt(at) != quote) {
            at += filter.charAt(at) == '\\' ? 2 : 1;
        }
        if (at >= filter.length()) {
            throw new FilterException(filter, start, "the string that begins here has no end");
        }
        String text = filter.substring(start + 1, at++);
        return new FilterToken(quote == '"' ? FilterToken.Kind.STRING : FilterToken.Kind.CHAR, text, start);
    }
}
