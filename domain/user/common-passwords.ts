/**
 * The most common passwords of at least eight characters, in lower case: what guessing attacks try first. Shorter ones
 * are refused by their length.
 */
export const COMMON_PASSWORDS: ReadonlySet<string> = new Set(
  `!qaz2wsx 00000000 000000000 0000000000 01234567 0123456789 098765432 0987654321 10101010 102030405
  11111111 111111111 1111111111 11112222 11223344 1122334455 112233445566 12121212 123123123 12341234
  1234512345 123454321 123456123 123456654321 12345678 123456789 1234567890 1234567891 12345678910
  123456789a 123456789q 12345678a 12345678q 1234567a 123456a1 1234abcd 1234qwer 13131313 135792468
  14141414 147258369 147852369 159753456 1a2b3c4d 1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y 1qaz2wsx 1qaz2wsx3edc
  1qaz@wsx 1qazxsw2 20202020 21212121 22222222 246813579 27182818 31415926 314159265 321321321 33333333
  44444444 456456456 55555555 66666666 741852963 77777777 789456123 87654321 88888888 987654321 9876543210
  99999999 a1234567 a12345678 a123456789 a1b2c3d4 a1b2c3d4e5 aa123456 aa12345678 aaa11111 aaaaaaaa
  aaaaaaaa1 abc12345 abc123456 abc123abc abcd1234 abcd12345 abcd123456 abcde123 abcde12345 abcdef12
  abcdef123 abcdefg1 abcdefgh abcdefghi access123 access14 admin123 admin1234 admin12345 admin123456
  admin2024 admin2025 admin@123 adminadmin administrator administrator1 alexander alexander1 alexandra
  america1 american1 andrew123 angel123 angels123 anthony1 arsenal1 arsenal123 asd123asd asdasdasd
  asdf1234 asdfasdf asdfghjk asdfghjkl asdfqwer ashley123 australia autumn2023 autumn2024 autumn2025
  autumn2026 azerty123 azertyuiop babyboy1 babygirl babygirl1 babygirl123 bailey123 barcelona barcelona1
  baseball baseball1 baseball123 basketball basketball1 batman123 beautiful beautiful1 benjamin bestfriend
  bitcoin1 bitcoin123 blessed1 blueberry brandon1 buster123 butterfly butterfly1 california california1
  canada123 changeit changeme changeme1 changeme123 charlie1 charlie123 cheese123 cheesecake chelsea1
  chelsea123 chocolate chocolate1 christian christian1 christopher company1 company123 computer computer1
  computer123 cookie123 cookies1 correcthorsebatterystaple corvette cowboys1 crystal1 daniel123 danielle
  december default1 default123 demo1234 diamond1 diamonds dollar123 dragon123 dragonball eagles123
  elizabeth elizabeth1 eminem123 example1 example123 facebook facebook1 facebook123 february ferrari1
  finance1 finance123 football football1 football12 football123 forever1 fortnite fortnite1 freedom1
  freedom123 friday123 friends1 germany1 ginger123 godisgood goldfish goldfish1 google123 googlegoogle
  guest123 guest1234 guitar123 handsome happiness happy123 harley123 hello123 hello1234 hello12345
  hellohello helloworld helloworld1 hockey123 hunter123 hunter42 ilovegod iloveme1 iloveyou iloveyou!
  iloveyou1 iloveyou12 iloveyou123 iloveyou2 instagram internet internet1 investor investor1 january1
  jennifer jennifer1 jessica1 jesus123 jesuschrist jonathan jordan123 jordan23 joshua123 juventus
  killer123 lakers24 letmein! letmein1 letmein12 letmein123 letmein1234 letmeinnow linkedin linkedin1
  liverpool liverpool1 liverpoolfc login123 london123 lovelove lovely123 loveme123 loveyou1 lucky123
  lucky777 maggie123 manager1 manager123 manchester master123 master1234 matthew1 maverick mercedes
  mercedes1 metallica metallica1 michael1 michael123 michelle michelle1 microsoft microsoft1 midnight
  midnight1 minecraft minecraft1 monday123 money123 moneymoney monkey123 music123 mustang1 mustang123
  mypassword mypassword1 newpassword newpassword1 newyork1 nicholas nicholas1 nintendo nirvana1 nothing1
  november october1 oliver123 oracle123 p@ssw0rd p@ssw0rd1 p@ssw0rd123 p@ssword p@ssword1 p@ssword123
  pa$$w0rd pa$$word pa55word pa55word1 packers1 pass1234 pass12345 pass123456 pass@123 pass@1234
  pass@word1 passpass passw0rd passw0rd1 passw0rd123 password password! password01 password1 password1!
  password12 password123 password1234 password12345 password123456 password2020 password2021 password2022
  password2023 password2024 password2025 password2026 password@123 passwordpassword patricia patriots
  pepper123 phoenix1 playstation pokemon1 pokemon123 porsche911 princess princess1 princess12 princess123
  q1234567 q12345678 q1w2e3r4 q1w2e3r4t5 q1w2e3r4t5y6 qazwsx123 qazwsxedc qazwsxedcrfv qq123456 qwe12345
  qwe123456 qweasd123 qweasdzxc qweqweqwe qwer1234 qwerty01 qwerty1! qwerty12 qwerty123 qwerty1234
  qwerty12345 qwerty123456 qwerty321 qwerty777 qwerty789 qwertyqwerty qwertyui qwertyuiop qwertz123
  qwertzui rainbow1 rainbow123 ranger123 realmadrid redskins robert123 roblox123 root1234 rootroot
  samantha samantha1 sample123 scorpion scorpion1 secret123 secret1234 secure123 security security1
  september server123 service1 shadow123 slipknot slipknot1 snowball snowman1 soccer12 soccer123
  something1 sophie123 spiderman spiderman1 spring2023 spring2024 spring2025 spring2026 starwars starwars1
  steelers steelers1 stephanie stocks123 strawberry summer123 summer2020 summer2021 summer2022 summer2023
  summer2024 summer2025 summer2026 sunshine sunshine1 sunshine12 sunshine123 superman superman1
  superman123 supersecret support1 support123 sweetheart system123 temp1234 temporary1 tennis123 test1234
  test12345 test123456 tester123 testing1 testing123 testing1234 testtest testtest1 thepassword thomas123
  tigger123 toor1234 topsecret trading1 trading123 trustno1 user1234 user12345 username username1
  username123 veronica victoria victoria1 warriors wasd1234 welcome01 welcome1 welcome1! welcome12
  welcome123 welcome123! welcome1234 welcome2020 welcome2021 welcome2022 welcome2023 welcome2024
  welcome2025 welcome2026 welcomehome whatever whatever1 william1 windows1 windows10 winter123 winter2020
  winter2021 winter2022 winter2023 winter2024 winter2025 winter2026 yamaha123 yankees1 youtube1 youtube123
  z1234567 zaq12wsx zaq1xsw2 zaq1zaq1 zxcv1234 zxcvbnm, zxcvbnm1 zxcvbnm123 zz123456`.split(/\s+/),
);
