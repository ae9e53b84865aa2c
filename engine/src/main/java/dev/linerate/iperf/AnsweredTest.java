package dev.linerate.iperf;

import java.util.Optional;

/**
 * What a server knows of a test of requests when it has ended.
 *
 * @param answered requests that it sent a response to, of the omitted time too
 * @param error why it broke off; empty when its client ended it
 */
public record AnsweredTest(
    Endpoint client, RequestResponse test, long answered, Optional<String> error) {}
