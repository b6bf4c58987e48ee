import type { SuperuserGranted, UserRegistered } from '../../domain/user/events.ts';
import { defineProjection } from '../projection.ts';

type UserRow = {
  readonly email: string;
  readonly full_name: string;
  readonly is_superuser: boolean;
  readonly created_at: string;
};

/** Who has an account. Addresses are unique by their claim streams, not by this table. */
export const users = defineProjection<UserRegistered | SuperuserGranted>({
  name: 'users',
  version: 1,
  partition: 'user',
  tables: ['users'],
  ddl: `
    create table users (
      user_id       text           primary key,
      email         text           not null,
      full_name     text           not null,
      is_superuser  boolean        not null,
      created_at    timestamptz(3) not null,
      last_position bigint         not null
    );
    create index users_email on users (email);
  `,
  eventTypes: ['UserRegistered', 'SuperuserGranted'],
  apply: (page, tables) =>
    tables.fold<(typeof page)[number], UserRow>(page, {
      table: 'users',
      keyOf: ({ data }) => ({ user_id: data.userId }),
      load: ['email', 'full_name', 'is_superuser', 'created_at'],
      fold: (user, event) => {
        switch (event.type) {
          case 'UserRegistered':
            return {
              email: event.data.email,
              full_name: event.data.fullName,
              is_superuser: false,
              created_at: event.metadata.occurredAt,
            };
          case 'SuperuserGranted':
            return user === null ? null : { ...user, is_superuser: true };
          default:
            return event satisfies never;
        }
      },
    }),
});
