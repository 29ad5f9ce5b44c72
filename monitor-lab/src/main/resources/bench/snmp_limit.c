/*
 * The ceiling of an SNMP agent: keeps some GETs of sysUpTime.0 (v2c, community jip-read) in flight, and counts.
 *
 * usage: snmp_limit PORT COUNT IN_FLIGHT     at 127.0.0.1; prints how many were answered
 */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>

enum { MOST = 1000, SIZE = 45, IDENTIFIER = 19, ROOM = 1500, SILENCE_MS = 500, FIRST = 0x40000000 };

/* SEQUENCE { version 1, community, GET { request-id, 0, 0, { { sysUpTime.0, NULL } } } } */
static const uint8_t question[SIZE] = {0x30, 43,   2, 1, 1, 4,  8,  'j', 'i', 'p', '-', 'r', 'e', 'a', 'd',
                                       0xa0, 28,   2, 4, 0, 0,  0,  0,   2,   1,   0,   2,   1,   0,   0x30,
                                       14,   0x30, 12, 6, 8, 43, 6, 1,   2,   1,   1,   3,   0,   5,   0};
static uint8_t questions[MOST][SIZE];

/* The place behind a tag and its length. */
static int inside(const uint8_t *bytes, int at) {
    return at + 2 + (bytes[at + 1] & 0x80 ? bytes[at + 1] & 0x7f : 0);
}

/* The place behind a short element. */
static int behind(const uint8_t *bytes, int at) { return at + 2 + bytes[at + 1]; }

/* Which question an answer belongs to, or -1. */
static long number(const uint8_t *bytes, ssize_t length) {
    if (length < SIZE - 2) return -1;
    int at = inside(bytes, behind(bytes, behind(bytes, inside(bytes, 0))));
    if (at + 6 > length || bytes[at] != 2 || bytes[at + 1] != 4) return -1;
    uint32_t value;
    memcpy(&value, bytes + at + 2, sizeof value);
    return (long)ntohl(value) - FIRST;
}

int main(int count, char **words) {
    if (count != 4 || atoi(words[3]) < 1 || atoi(words[3]) > MOST) {
        fprintf(stderr, "usage: snmp_limit PORT COUNT IN_FLIGHT\n");
        return 2;
    }
    long total = atol(words[2]), window = atol(words[3]), sent = 0, answered = 0;
    struct sockaddr_in device = {
        .sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(words[1])), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    struct timeval silence = {.tv_usec = SILENCE_MS * 1000};
    int socket_ = socket(AF_INET, SOCK_DGRAM, 0);
    if (socket_ < 0 || connect(socket_, (struct sockaddr *)&device, sizeof device)
        || setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &silence, sizeof silence)) {
        perror("socket");
        return 1;
    }
    for (long i = 0; i < window; i++) {
        uint32_t identifier = htonl((uint32_t)(FIRST + i));
        memcpy(questions[i], question, SIZE);
        memcpy(questions[i] + IDENTIFIER, &identifier, sizeof identifier);
    }
    for (; sent < window && sent < total; sent++) {
        if (send(socket_, questions[sent], SIZE, 0) < 0) perror("send");
    }
    uint8_t answer[ROOM];
    ssize_t length;
    while (answered < total && (length = recv(socket_, answer, sizeof answer, 0)) > 0) {
        long slot = number(answer, length);
        if (slot < 0 || slot >= window) continue;
        answered++;
        if (sent < total) {
            if (send(socket_, questions[slot], SIZE, 0) < 0) perror("send");
            sent++;
        }
    }
    printf("%ld\n", answered);
    return 0;
}
